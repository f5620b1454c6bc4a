import { resolve } from 'node:path'
import * as v from 'valibot'

const port = v.pipe(
  v.string(),
  v.transform(Number),
  v.integer('must be a port number'),
  v.minValue(0, 'must be a port number'),
  v.maxValue(65_535, 'must be a port number'),
)
const milliseconds = v.pipe(v.string(), v.transform(Number), v.integer(), v.minValue(0))

/** The environment of a box; defaults are for one box on one machine. */
const environment = v.object({
  DATA_DIR: v.optional(v.string(), './data/box'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PORT: v.optional(port, '8080'),
  /** MQTT for devices and integrations in the branch: plain TCP and WebSocket. */
  MQTT_PORT: v.optional(port, '1883'),
  MQTT_WS_PORT: v.optional(port, '9001'),
  /** Built terminal app. */
  TERMINAL_DIR: v.optional(v.string(), resolve(import.meta.dirname, '../../terminal/dist')),
  TSE_CURVE: v.optional(v.picklist(['P-256', 'brainpoolP256r1', 'P-384', 'brainpoolP384r1']), 'P-256'),
  TSE_LATENCY_MS: v.optional(milliseconds, '0'),
  /** The longest a sale waits for the TSE before it goes on as an outage. */
  TSE_PATIENCE_MS: v.optional(milliseconds, '3000'),
  FEED_INTERVAL_MS: v.optional(milliseconds, '15000'),
  LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
})

export type Config = ReturnType<typeof readConfig>

/** Reads the environment once. Throws with the variable's name where a value is wrong. */
export function readConfig(env: Record<string, string | undefined>) {
  const parsed = v.safeParse(environment, env)
  if (!parsed.success) {
    const issue = parsed.issues[0]
    throw new Error(`${v.getDotPath(issue) ?? 'environment'}: ${issue.message}`)
  }
  const e = parsed.output
  return {
    dataDir: resolve(e.DATA_DIR),
    host: e.HOST,
    port: e.PORT,
    mqttPort: e.MQTT_PORT,
    mqttWsPort: e.MQTT_WS_PORT,
    terminalDir: e.TERMINAL_DIR,
    tse: { curve: e.TSE_CURVE, latencyMs: e.TSE_LATENCY_MS, patienceMs: e.TSE_PATIENCE_MS },
    feedIntervalMs: e.FEED_INTERVAL_MS,
    logLevel: e.LOG_LEVEL,
  }
}
