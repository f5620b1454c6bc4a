import { resolve } from 'node:path'
import { err, ok, type Result } from '@brotkasten/domain/result'
import * as v from 'valibot'
import { type DemoFailure, trouble } from './trouble.ts'

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a port number'),
  v.transform(Number),
  v.minValue(1, 'must be a port number'),
  v.maxValue(65_535, 'must be a port number'),
)

/** The environment of `npm start`. */
const environment = v.object({
  /** Everything the demo keeps lies here. */
  DATA_DIR: v.optional(v.string(), './data'),
  /** This machine only, or everybody who can reach it: the demo's passwords are known, so think twice. */
  HOST: v.optional(v.picklist(['127.0.0.1', '0.0.0.0']), '127.0.0.1'),
  CENTRE_PORT: v.optional(port, '8090'),
  CENTRE_MQTT_PORT: v.optional(port, '1884'),
  BOX_PORT: v.optional(port, '8080'),
  BOX_MQTT_PORT: v.optional(port, '1883'),
  BOX_MQTT_WS_PORT: v.optional(port, '9001'),
})

export type PortVariable =
  | 'CENTRE_PORT'
  | 'CENTRE_MQTT_PORT'
  | 'BOX_PORT'
  | 'BOX_MQTT_PORT'
  | 'BOX_MQTT_WS_PORT'

export interface DemoConfig {
  readonly dataDir: string
  readonly host: string
  readonly ports: Readonly<Record<PortVariable, number>>
}

/** Reads the environment once; a wrong value is named. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): Result<DemoConfig, DemoFailure> {
  const parsed = v.safeParse(environment, env)
  if (!parsed.success) {
    const [issue] = parsed.issues
    return err(trouble(`${v.getDotPath(issue) ?? 'environment'}: ${issue.message}`))
  }
  const { DATA_DIR, HOST, ...ports } = parsed.output
  return ok({ dataDir: resolve(DATA_DIR), host: HOST, ports })
}
