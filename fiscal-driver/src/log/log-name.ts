import type { LogTimeFormat } from '../tse.ts'
import type { LogContent, LogMessage } from './log-message.ts'
import { logTimeText } from './log-time.ts'

/** What the name of an archive entry says about its log. The content decides; the name is a label. */
export interface LogName {
  readonly time: string
  readonly signatureCounter: number
  /** `Tra_No-1_Finish_Client-x`, `Sys_updateTime` or `Aud`. */
  readonly label: string
}

const prefixes: Readonly<Record<LogTimeFormat, string>> = {
  unixTime: 'Unixt',
  utcTime: 'Utc',
  utcTimeWithSeconds: 'Utc',
  generalizedTime: 'Gent',
  generalizedTimeWithMilliseconds: 'Gent',
}

/** PrintableString allows a slash, which would be a folder in an archive. */
const fileSafe = (value: string): string => value.replace(/[^A-Za-z0-9 ._()+,=?':-]/g, '_')

const labelOf = (content: LogContent): string => {
  switch (content.kind) {
    case 'transaction':
      return `Tra_No-${content.transactionNumber}_${content.operation}_Client-${fileSafe(content.clientId)}`
    case 'system':
      return `Sys_${fileSafe(content.operation)}`
    case 'audit':
      return 'Aud'
  }
}

/** The parts of the name a message should carry in an archive. */
export const logNameParts = (message: Omit<LogMessage, 'signature' | 'signedBytes'>): LogName => ({
  time: `${prefixes[message.logTimeFormat]}_${logTimeText(message.logTime, message.logTimeFormat)}`,
  signatureCounter: message.signatureCounter,
  label: labelOf(message.content),
})

/** Name of a log in the archive (TR-03153), for example `Unixt_1627475939_Sig-16_Log-Tra_No-1_Finish_Client-7.log`. */
export const logName = (message: Omit<LogMessage, 'signature' | 'signedBytes'>): string => {
  const { time, signatureCounter, label } = logNameParts(message)
  return `${time}_Sig-${signatureCounter}_Log-${label}.log`
}

const PATTERN =
  /^((?:Unixt|Utc|Gent)_[0-9.]{1,20}Z?)_Sig-(\d{1,16})_Log-((?:Tra|Sys|Aud).{0,200}?)(?:_Fc-\d{1,9})?\.log$/

/** Reads the name of a log, or null where it is no such name. A copy number `_Fc-n` is dropped. */
export const parseLogName = (name: string): LogName | null => {
  const match = PATTERN.exec(name)
  if (match === null) return null
  const [, time = '', counter = '', label = ''] = match
  return { time, signatureCounter: Number(counter), label }
}
