import { openSoftwareTse } from '../software/software-tse.ts'

/** Sells for ever on the folder given and prints every signature counter it was answered; made to be killed. */
const tse = openSoftwareTse({
  folder: process.argv[2] ?? '',
  clock: () => new Date('2026-11-23T05:00:00Z'),
  fsync: false,
})

const opened = await tse.open(new Date('2026-11-23T05:00:00Z'))
if (!opened.ok) throw new Error(opened.error.detail)
await tse.registerClient('K-1')
for (;;) {
  const start = await tse.startTransaction('K-1')
  if (!start.ok) throw new Error(start.error.detail)
  process.stdout.write(`${start.value.signatureCounter}\n`)
  const { transactionNumber } = start.value
  const finish = await tse.finishTransaction({
    clientId: 'K-1',
    transactionNumber,
    processType: 'x',
    processData: 'y',
  })
  if (!finish.ok) throw new Error(finish.error.detail)
  process.stdout.write(`${finish.value.signatureCounter}\n`)
}
