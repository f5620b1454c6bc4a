/* @refresh reload */
import { render } from 'solid-js/web'
import { App } from './app.tsx'
import './style/tokens.css'
import './style/base.css'
import './style/start.css'
import './style/sale.css'
import './style/keys.css'
import './style/receipt.css'
import './style/cash.css'

const root = document.getElementById('app')
if (root) render(() => <App />, root)
