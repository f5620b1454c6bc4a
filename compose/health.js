// Health check of both images: does the program in this container live?
const url = `http://127.0.0.1:${process.env.PORT}/health/live`
const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
process.exit(response?.ok ? 0 : 1)
