import type { ReceiptView } from '@brotkasten/domain/wire/till'
import { Show } from 'solid-js'
import { useTill } from '../state/till.ts'
import { dayAndTime } from '../text/when.ts'
import { Icon } from './icon.tsx'
import { Qr } from './qr.tsx'

/** What the TSE says about a receipt, in readable form and as the code to check it with. */
export function TseBlock(props: { readonly view: ReceiptView }) {
  const till = useTill()
  const words = () => till.text().receipt
  const signed = () => {
    const { tse } = props.view.receipt
    return tse.state === 'signed' ? tse : null
  }
  const at = (instant: string) => dayAndTime(new Date(instant), props.view.branch.zone)
  return (
    <section class="tse" aria-label={words().tse}>
      <Show when={props.view.tseEmulated}>
        <p class="stamp stamp-warn">
          <Icon name="alert" /> {words().emulated}
        </p>
      </Show>
      <Show when={signed() === null}>
        <p class="stamp stamp-bad">
          <Icon name="alert" /> {words().outage}
        </p>
      </Show>
      <Show when={signed()}>
        <h2>{words().tse}</h2>
      </Show>
      <div class="tse-body">
        <Show when={props.view.qr}>
          {(text) => (
            <figure class="qr">
              <Qr text={text()} label={words().qr} />
              <figcaption>{words().qrHint}</figcaption>
            </figure>
          )}
        </Show>
        <Show when={signed()}>
          {(tse) => (
            <dl class="tse-facts">
              <dt>{words().transaction}</dt>
              <dd>{tse().transactionNumber}</dd>
              <dt>{words().counter}</dt>
              <dd>{tse().signatureCounter}</dd>
              <dt>{words().start}</dt>
              <dd>{at(tse().startTime)}</dd>
              <dt>{words().end}</dt>
              <dd>{at(tse().finishTime)}</dd>
            </dl>
          )}
        </Show>
      </div>
      <Show when={signed()}>
        {(tse) => (
          <dl class="tse-facts tse-long">
            <dt>{words().tseSerial}</dt>
            <dd>{tse().serial}</dd>
            <dt>{words().signature}</dt>
            <dd>{tse().signature}</dd>
          </dl>
        )}
      </Show>
    </section>
  )
}
