import * as v from 'valibot'
import { branchRowSchema, priceEvent, revenueEvent } from './shapes.ts'

export type CentreEvent =
  | { readonly name: 'live'; readonly data: v.InferOutput<typeof branchRowSchema> }
  | { readonly name: 'revenue'; readonly data: v.InferOutput<typeof revenueEvent> }
  | { readonly name: 'prices'; readonly data: v.InferOutput<typeof priceEvent> }

type Handlers = {
  readonly onOpen: () => void
  readonly onEvent: (event: CentreEvent) => void
  /** Any sign of life, pings included. */
  readonly onHeard: () => void
  readonly onLost: () => void
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * Opens the centre's event stream once; whoever calls decides when to try again, because a browser gives up for
 * good on an HTTP error and never notices a line that is merely silent. Returns the function that closes it.
 */
export function openEvents(handlers: Handlers): () => void {
  const source = new EventSource('/api/events')
  const on = <S extends v.GenericSchema>(name: string, schema: S, pass: (data: v.InferOutput<S>) => void) =>
    source.addEventListener(name, (message: MessageEvent<string>) => {
      handlers.onHeard()
      const result = v.safeParse(schema, parsed(message.data))
      if (result.success) pass(result.output)
      else console.error(`event ${name}`, v.flatten(result.issues))
    })
  source.addEventListener('open', handlers.onOpen)
  source.addEventListener('ping', handlers.onHeard)
  source.addEventListener('error', handlers.onLost)
  on('live', branchRowSchema, (data) => handlers.onEvent({ name: 'live', data }))
  on('revenue', revenueEvent, (data) => handlers.onEvent({ name: 'revenue', data }))
  on('prices', priceEvent, (data) => handlers.onEvent({ name: 'prices', data }))
  return () => source.close()
}
