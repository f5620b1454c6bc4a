/** Imported before everything else: a clear sentence in place of the first thing an old Node stumbles over. */
const NEEDED = 24

if (Number(process.versions.node.split('.')[0]) < NEEDED) {
  process.stderr.write(
    `Brotkasten needs Node ${NEEDED} or later; this is ${process.version}. ` +
      'Run "npm ci" (with optional dependencies: they bring Node 24) and start by "npm start".\n',
  )
  process.exit(1)
}
