import { render } from 'solid-js/web'
import { App } from './app.tsx'
import './style/tokens.css'
import './style/base.css'
import './style/controls.css'
import './style/shell.css'
import './style/branches.css'
import './style/revenue.css'
import './style/articles.css'
import './style/enrol.css'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
render(() => <App />, root)
