import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

/** Builds the terminal into `dist`, which the box serves at `/`; no polyfills, a kiosk browser is new. */
export default defineConfig({
  plugins: [solid()],
  build: { target: 'es2023', modulePreload: false, reportCompressedSize: true },
})
