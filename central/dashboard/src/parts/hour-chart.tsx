import { formatEuro } from '@brotkasten/domain/money/cents'
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js'
import { createEffect, createSignal, onCleanup, onMount } from 'solid-js'
import type { Hour } from '../state/revenue.ts'
import { useSettings } from '../state/settings.tsx'
import { countText } from '../state/times.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

/** Canvas knows no tokens: lets the browser work out what a token is right now. */
function colourOf(token: string): string {
  const probe = document.createElement('span')
  probe.style.color = `var(${token})`
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  return colour
}

/** A signal that changes with the system's light or dark. */
function createSystemDark() {
  const query = matchMedia('(prefers-color-scheme: dark)')
  const [dark, setDark] = createSignal(query.matches)
  const follow = () => setDark(query.matches)
  query.addEventListener('change', follow)
  onCleanup(() => query.removeEventListener('change', follow))
  return dark
}

const wholeEuros = new Intl.NumberFormat('de-DE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
})

/** Axis and tooltip of the bars. `texts` gives one line per bar; amounts are cents. */
function options(colours: { text: string; line: string }, lines: () => readonly string[]) {
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 }
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: { duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250 },
    scales: {
      x: { grid: { display: false }, border: { color: colours.line }, ticks: { color: colours.text, font } },
      y: {
        beginAtZero: true,
        border: { display: false },
        grid: { color: colours.line },
        ticks: {
          color: colours.text,
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
        callbacks: { label: (item: { dataIndex: number }) => lines()[item.dataIndex] ?? '' },
      },
    },
  }
}

/** One bar per hour. The same figures stand in a table, so the canvas itself is only labelled. */
export function HourChart(props: {
  hours: readonly Hour[]
  label: string
  rangeOf: (hour: number) => string
}) {
  const { text, language, theme } = useSettings()
  const systemDark = createSystemDark()
  let canvas: HTMLCanvasElement | undefined
  const keepCanvas = (made: HTMLCanvasElement) => {
    canvas = made
  }

  const lines = () =>
    props.hours.map((hour) =>
      text().revenue.tooltip(formatEuro(hour.gross), countText(hour.receipts, language())),
    )
  onMount(() => {
    if (!canvas) return
    const chart = new Chart<'bar', number[], string>(canvas, {
      type: 'bar',
      data: { labels: [], datasets: [] },
    })
    onCleanup(() => chart.destroy())
    createEffect(() => {
      theme()
      systemDark()
      const colours = { text: colourOf('--muted'), line: colourOf('--line') }
      chart.options = options(colours, lines)
      chart.data.labels = props.hours.map((hour) => props.rangeOf(hour.hour))
      const data = props.hours.map((hour) => hour.gross)
      const bars = chart.data.datasets[0]
      const look = {
        backgroundColor: colourOf('--bar'),
        hoverBackgroundColor: colourOf('--accent'),
        borderRadius: 4,
        maxBarThickness: 64,
      }
      // The same dataset object keeps its bars, so new figures grow out of the old ones.
      if (bars) Object.assign(bars, look, { data })
      else chart.data.datasets = [{ ...look, data }]
      chart.update()
    })
  })
  return (
    <div class="chart">
      <canvas ref={keepCanvas} role="img" aria-label={props.label} />
    </div>
  )
}
