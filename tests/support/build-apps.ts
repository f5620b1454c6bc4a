import { buildApps } from '../../provisioning/src/demo/build-apps.ts'

/** Before tests with real programs: terminal and dashboard are built as their sources are. */
export default async function setup(): Promise<void> {
  await buildApps()
}
