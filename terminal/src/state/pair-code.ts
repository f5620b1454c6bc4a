/** Takes the pairing code out of the address (`?pair=CODE`), so that a reload does not use it twice. */
export function takePairCode(location: Location, history: History): string | null {
  const url = new URL(location.href)
  const code = url.searchParams.get('pair')
  if (code === null) return null
  url.searchParams.delete('pair')
  history.replaceState(null, '', url)
  return code
}
