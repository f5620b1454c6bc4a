import { formatEuro } from '@brotkasten/domain/money/cents'
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js'
import { createEffect, createSignal, onCleanup, onMount } from 'solid-js'
import type { Hour } from '../state/revenue.ts'
import { useSettings } from '../state/settings.tsx'
import { countText } from '../state/times.ts'
import { chartOptions, colourOf } from './chart-look.ts'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

/** A signal that changes with the system's light or dark. */
function createSystemDark() {
  const query = matchMedia('(prefers-color-scheme: dark)')
  const [dark, setDark] = createSignal(query.matches)
  const follow = () => setDark(query.matches)
  query.addEventListener('change', follow)
  onCleanup(() => query.removeEventListener('change', follow))
  return dark
}

const newChart = (canvas: HTMLCanvasElement) =>
  new Chart<'bar', number[], string>(canvas, {
    type: 'bar',
    data: { labels: [], datasets: [] },
    // From the start: a chart made with its own proportions keeps that size for one drawing too many.
    options: { responsive: true, maintainAspectRatio: false },
  })

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
  const words = () =>
    props.hours.map(({ hour, gross, receipts }) => ({
      title: props.rangeOf(hour),
      label: text().revenue.tooltip(formatEuro(gross), countText(receipts, language())),
    }))

  onMount(() => {
    if (!canvas) return
    const chart = newChart(canvas)
    onCleanup(() => chart.destroy())
    createEffect(() => {
      theme()
      systemDark()
      chart.options = chartOptions(text().revenue.hour, words())
      chart.data.labels = props.hours.map(({ hour }) => String(hour))
      const data = props.hours.map(({ gross }) => gross)
      const look = {
        backgroundColor: colourOf('--bar'),
        hoverBackgroundColor: colourOf('--accent'),
        borderRadius: 4,
        maxBarThickness: 64,
      }
      const [bars] = chart.data.datasets
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
