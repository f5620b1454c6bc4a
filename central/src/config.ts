import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import * as v from 'valibot'

const port = v.pipe(
  v.string(),
  v.regex(/^\d{1,5}$/, 'must be a port number'),
  v.transform(Number),
  v.maxValue(65_535, 'must be a port number'),
)
const url = v.pipe(v.string(), v.minLength(1))

/** The environment of the centre; defaults are for one process on one machine. */
const environment = v.object({
  DATA_DIR: v.optional(v.string(), './data/centre'),
  HOST: v.optional(v.string(), '127.0.0.1'),
  PORT: v.optional(port, '8090'),
  /** Embedded broker: MQTT over TCP, and over WebSocket where a port is given. */
  MQTT_PORT: v.optional(port, '1884'),
  MQTT_WS_PORT: v.optional(port),
  /** A broker that is there already, instead of the embedded one. */
  MQTT_URL: v.optional(url),
  MQTT_USER: v.optional(v.string()),
  MQTT_PASSWORD: v.optional(v.string()),
  /** Address of the broker as boxes reach it. */
  PUBLIC_MQTT_URL: v.optional(url),
  /** libSQL server instead of files; `{name}` in it stands for the database. */
  DATABASE_URL: v.optional(url),
  DATABASE_TOKEN: v.optional(v.string()),
  /** Admin API of that server, where the centre may create its namespaces itself. */
  DATABASE_ADMIN_URL: v.optional(url),
  /** Built dashboard, served at `/`. */
  DASHBOARD_DIR: v.optional(v.string()),
  /** Lets the first administrator be created; without it nobody can. */
  SETUP_TOKEN: v.optional(v.pipe(v.string(), v.minLength(8, 'must have at least 8 characters'))),
  LOG_LEVEL: v.optional(v.picklist(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
})

export type Config = ReturnType<typeof readConfig>

/** Reads the environment once. Throws with the variable's name where a value is wrong. */
export function readConfig(env: Record<string, string | undefined>) {
  const parsed = v.safeParse(environment, env)
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new Error(`${v.getDotPath(issue) ?? 'environment'}: ${issue.message}`)
  }
  const e = parsed.output
  const built = resolve(import.meta.dirname, '../dashboard/dist')
  return {
    dataDir: resolve(e.DATA_DIR),
    host: e.HOST,
    port: e.PORT,
    mqtt: {
      port: e.MQTT_PORT,
      wsPort: e.MQTT_WS_PORT ?? null,
      external: e.MQTT_URL
        ? { url: e.MQTT_URL, user: e.MQTT_USER ?? null, password: e.MQTT_PASSWORD ?? null }
        : null,
      publicUrl: e.PUBLIC_MQTT_URL ?? null,
    },
    server: e.DATABASE_URL
      ? { url: e.DATABASE_URL, token: e.DATABASE_TOKEN ?? null, adminUrl: e.DATABASE_ADMIN_URL ?? null }
      : null,
    dashboardDir: e.DASHBOARD_DIR ? resolve(e.DASHBOARD_DIR) : existsSync(built) ? built : null,
    setupToken: e.SETUP_TOKEN ?? null,
    logLevel: e.LOG_LEVEL,
  }
}
