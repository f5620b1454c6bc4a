import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'

/** Browsers that know `light-dark()`, so that the tokens reach them as written. */
const BROWSERS = ['chrome123', 'edge123', 'firefox120', 'safari17.5']

/** Builds the app into `dist`, which the centre serves at `/`. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid()],
  build: { target: BROWSERS, cssTarget: BROWSERS, outDir: 'dist', emptyOutDir: true },
  server: { proxy: { '/api': process.env.CENTRE_URL ?? 'http://localhost:8080' } },
})
