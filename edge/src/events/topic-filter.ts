/** Whether a topic (or a narrower filter) lies within an MQTT topic filter with `+` and `#`. */
export function within(filter: string, topic: string): boolean {
  const wanted = filter.split('/')
  const actual = topic.split('/')
  for (const [index, level] of wanted.entries()) {
    if (level === '#') return true
    const part = actual[index]
    if (part === undefined || part === '#') return false
    if (level !== '+' && level !== part) return false
  }
  return wanted.length === actual.length
}
