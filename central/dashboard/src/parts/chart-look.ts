/** Canvas knows no tokens: lets the browser work out what a token is right now. */
export function colourOf(token: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour
}

const wholeEuros = new Intl.NumberFormat('de-DE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
})

/** What the tooltip of one bar says. */
export type BarWords = { readonly title: string; readonly label: string }

/** Axes and tooltips of the bars; `words` has one entry per bar, amounts are cents. */
export function chartOptions(axisTitle: string, words: readonly BarWords[]) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 }
  const colour = { text: colourOf('--muted'), line: colourOf('--line') }
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250 },
    scales: {
      x: {
        grid: { display: false },
        border: { color: colour.line },
        ticks: { color: colour.text, font, maxRotation: 0 },
        title: { display: true, text: axisTitle, color: colour.text, font },
      },
      y: {
        beginAtZero: true,
        border: { display: false },
        grid: { color: colour.line },
        ticks: {
          color: colour.text,
          font,
          maxTicksLimit: 6,
          callback: (value: string | number) => wholeEuros.format(Number(value) / 100),
        },
      },
    },
    plugins: {
      tooltip: {
        displayColors: false,
        bodyFont: { ...font, size: 13 },
        titleFont: { ...font, size: 13 },
        padding: 10,
        callbacks: {
          title: ([item]: readonly { dataIndex: number }[]) => words[item?.dataIndex ?? 0]?.title ?? '',
          label: (item: { dataIndex: number }) => words[item.dataIndex]?.label ?? '',
        },
      },
    },
  }
}
