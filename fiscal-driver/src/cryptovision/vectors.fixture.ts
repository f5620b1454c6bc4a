import { fromHex } from '../transport/bytes.ts'

const MAGIC = '416456616e634544205365437552652053442f4d4d432043417264 01'
const HOST = 'deadbeef'
const CARD = '00000000'

/** A request block without its trailing zeros: everything behind the magic. */
export const requestBlock = (afterToken: string): Uint8Array => fromHex(`${MAGIC}${HOST}${afterToken}`)

/** An answer block without its trailing zeros. */
export const answerBlock = (afterToken: string): Uint8Array => fromHex(`${MAGIC}${CARD}${afterToken}`)

export const HOST_TOKEN = fromHex(HOST)
export const CARD_SERIAL = fromHex('c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c')

/** Traffic recorded on a real engineering sample with firmware 462076. */
export const RECORDED = {
  disableSuspend: requestBlock('0002 5344 0000'),
  disableSuspendDone: answerBlock('0000 5344'),
  start: requestBlock('0006 0000 5c5400000000'),
  startBusy: answerBlock('ffff 0000 5c5400000000'),
  startDone: answerBlock(
    '0033 0031 04001b 3436323037362044656320313820323031392030303a31313a3530 020010 0103d047f5001b8559efc7f5aaf54c67',
  ),
  login: requestBlock('001d 0000 5c5400030017 040009 54696d6541646d696e 020008 3232323232323232'),
  loginDone: answerBlock('000b 0009 010001 00 030002 0003'),
  loginWrongPin: answerBlock('000b 0009 010001 01 030002 0002'),
  updateTime: requestBlock('000d 0000 5c5400070007 020004 5ec14360'),
  updateTimeDone: answerBlock('0002 0000'),
  updateTimeNotLoggedIn: answerBlock('0002 8008'),
  logout: requestBlock('0012 0000 5c540005000c 040009 54696d6541646d696e'),
  exportAll: requestBlock(
    '0033 0000 5c54000d002d 040000 020004ffffffff 02000400000000 020004ffffffff 02000400000000 020004ffffffff 02000400000000',
  ),
  exportFirst: answerBlock('1fde 9000 0000000000004e00 696e666f2e637376'),
  next: requestBlock('0001 0000 c5'),
  cancel: requestBlock('0001 0000 c4'),
} as const

const SIGNATURE =
  '26c669cd0814ac40e5328752b21c4aa6450d16295e4eec30356a06a911c23983aaebe12d5da38eeebfc1b213be650498df8419194d5a26c7e0a50af156853c79'

/** Exchanges computed from the protocol text; serial and signature are made up. */
export const COMPUTED = {
  getPinStates: requestBlock('0006 0000 5c5400010000'),
  getPinStatesDone: answerBlock('0009 0007 020004 01010101'),
  initializePuk: requestBlock('001b 0000 5c5400020015 040005 41646d696e 02000a 30313233343536373839'),
  unblock: requestBlock(
    '0026 0000 5c5400040020 040005 41646d696e 02000a 30313233343536373839 020008 3132333435363738',
  ),
  initializePins: requestBlock(
    '0036 0000 5c5400020030 02000a30313233343536373839 0200083132333435363738 02000a39383736353433323130 0200083837363534333231',
  ),
  serialNumbers: fromHex(
    '302f302d0420 c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c 30098001ff8101ff8201ff',
  ),
  mapClient: requestBlock(
    '0035 0000 5c540009002f 040009 46494c30372d4b3032 020020 c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c',
  ),
  unmapClient: requestBlock('0015 0000 5c540009000f 040009 46494c30372d4b3032 020000'),
  lifecycle: requestBlock('000b 0000 5c5400120005 030002 0004'),
  lifecycleActive: answerBlock('0006 0004 020001 03'),
  openTransactions: answerBlock('000d 000b 050008 00001267 000012a1'),
  startTransaction: requestBlock('001b 0000 5c54000a0015 040009 46494c30372d4b3032 020000 040000 020000'),
  startTransactionDone: answerBlock(
    `007d 007b 020004 00001267 020004 000024ce 020004 6b0357d0 020040 ${SIGNATURE} 020020 c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c`,
  ),
  finish: requestBlock(
    `0058 0000 5c54000c0052 020004 00001267 040009 46494c30372d4b3032
     020028 42656c65675e352e30305f372e34355f302e30305f302e30305f302e30305e31322e34353a426172
     04000e 4b617373656e62656c65672d5631 020000`,
  ),
  finishBusy: answerBlock('ffff 0000 5c54000c0052020004'),
  finishDone: answerBlock(
    `0076 0074 020004 000024cf 020004 6b0357fa 020040 ${SIGNATURE} 020020 c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c`,
  ),
  finishGone: answerBlock('0002 800e'),
  exportOne: requestBlock(
    '0033 0000 5c54000d002d 040000 02000400001267 02000400000000 020004ffffffff 02000400000000 020004ffffffff 02000400000000',
  ),
  exportMore: requestBlock(
    '0037 0000 5c5400160031 020020 c48a01f49fd0f2cc404bc3cbbc80e91457a3d41bb429a695243de4c61794155c 020004 00002328 020004 00002710',
  ),
  signature: fromHex(SIGNATURE),
} as const
