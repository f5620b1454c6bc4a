import { formatEuro } from '@brotkasten/domain/money/cents'
import { Show } from 'solid-js'
import type { BranchRow } from '../client/shapes.ts'
import { knowledgeOf } from '../state/live.ts'
import { useLive } from '../state/live-context.tsx'
import { useSettings } from '../state/settings.tsx'
import { agoText, countText, momentText } from '../state/times.ts'
import { Badge } from './badge.tsx'
import { BacklogCell, ConnectionCell, TseCell, VersionCell } from './branch-cells.tsx'
import { Flash } from './flash.tsx'

/** What was sold: everything, what is known so far, or the honest word for neither. */
function Amount(props: { row: BranchRow; text: string; withUntil?: boolean }) {
  const { live, now } = useLive()
  const { text, language } = useSettings()
  const knowledge = () => knowledgeOf(props.row, live.asOf ?? '')
  // Quarantined bookings lie anywhere in the day, so no moment can be named; the alert says what is missing.
  const until = () =>
    props.withUntil && knowledge() === 'partial' && props.row.quarantined === 0
      ? props.row.completeUntil
      : null
  return (
    <Show when={knowledge() !== 'unknown'} fallback={<span class="muted">{text().unknown}</span>}>
      <Flash value={props.text} class="amount">
        {props.text}
      </Flash>
      <Show when={until()}>
        {(moment) => (
          <span class="sub">{text().branches.until(momentText(moment(), now(), language()))}</span>
        )}
      </Show>
    </Show>
  )
}

function LastSale(props: { at: string }) {
  const { now } = useLive()
  const { text, language } = useSettings()
  return (
    <Flash value={props.at}>
      {agoText(props.at, now(), language()) ?? text().branches.justNow}
      <span class="sub">{momentText(props.at, now(), language())}</span>
    </Flash>
  )
}

/** One branch in one line; on a phone the line is a card and the cells say their names. */
export function BranchLine(props: { row: BranchRow }) {
  const { live } = useLive()
  const { text, language } = useSettings()
  const column = () => text().branches.column
  const noSale = () =>
    knowledgeOf(props.row, live.asOf ?? '') === 'complete' ? text().branches.noSale : text().unknown
  return (
    <tr data-testid={`branch-${props.row.code}`} data-connection={props.row.connection}>
      <th scope="row" data-column="branch">
        <span class="branch-name">{props.row.name}</span>
        <span class="sub">{props.row.code}</span>
        <Show when={props.row.quarantined > 0}>
          <Badge filled tone="bad" icon="alert" text={text().branches.quarantined(props.row.quarantined)} />
        </Show>
      </th>
      <td data-column="revenue" data-label={column().revenue}>
        <Amount row={props.row} text={formatEuro(props.row.revenueToday)} withUntil />
      </td>
      <td data-column="receipts" data-label={column().receipts}>
        <Amount row={props.row} text={countText(props.row.receiptsToday, language())} />
      </td>
      <td data-column="lastSale" data-label={column().lastSale}>
        <Show when={props.row.lastSaleAt} fallback={<span class="muted">{noSale()}</span>}>
          {(at) => <LastSale at={at()} />}
        </Show>
      </td>
      <td data-column="connection" data-label={column().connection}>
        <ConnectionCell row={props.row} />
      </td>
      <td data-column="backlog" data-label={column().backlog} data-quiet={props.row.backlog === 0}>
        <BacklogCell row={props.row} />
      </td>
      <td data-column="tse" data-label={column().tse} data-quiet={props.row.tse !== 'outage'}>
        <TseCell row={props.row} />
      </td>
      <td data-column="version" data-label={column().version}>
        <VersionCell row={props.row} />
      </td>
    </tr>
  )
}
