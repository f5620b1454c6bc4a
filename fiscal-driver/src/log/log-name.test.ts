import { describe, expect, test } from 'vitest'
import type { LogContent } from './log-message.ts'
import { logName, logNameParts, parseLogName } from './log-name.ts'
import { parseLog } from './parse-log.ts'
import { realFinish } from './real-logs.fixture.ts'

const named = (
  content: LogContent,
  clientTime: { format: 'unixTime' | 'utcTimeWithSeconds' | 'generalizedTimeWithMilliseconds' },
) =>
  logName({
    version: 2,
    serial: new Uint8Array(32),
    algorithmOid: '',
    signatureCounter: 1572,
    logTime: new Date('2018-11-09T15:30:45.120Z'),
    logTimeFormat: clientTime.format,
    content,
  })

const start = (clientId: string): LogContent => ({
  kind: 'transaction',
  operation: 'Start',
  clientId,
  processData: new Uint8Array(0),
  processType: null,
  externalData: null,
  transactionNumber: 713,
  internalData: null,
})

describe('names of logs', () => {
  test('the official example', () => {
    expect(named(start('03'), { format: 'utcTimeWithSeconds' })).toBe(
      'Utc_181109153045Z_Sig-1572_Log-Tra_No-713_Start_Client-03.log',
    )
  })

  test('the name of a real message', () => {
    const message = parseLog(realFinish)
    if (!message.ok) throw new Error('unread')
    expect(logName(message.value)).toBe('Unixt_1627475939_Sig-16_Log-Tra_No-1_Finish_Client-1063641.log')
  })

  test('system and audit logs have no number', () => {
    const system: LogContent = {
      kind: 'system',
      operation: 'selfTest',
      data: new Uint8Array(0),
      origin: null,
      user: null,
    }
    expect(named(system, { format: 'unixTime' })).toBe('Unixt_1541777445_Sig-1572_Log-Sys_selfTest.log')
    const audit: LogContent = { kind: 'audit', data: new Uint8Array(0) }
    expect(named(audit, { format: 'generalizedTimeWithMilliseconds' })).toBe(
      'Gent_20181109153045.120Z_Sig-1572_Log-Aud.log',
    )
  })

  test('a slash in a client becomes no folder', () => {
    expect(named(start('a/b'), { format: 'unixTime' })).toContain('Client-a_b.log')
  })

  test('what is written is read', () => {
    const message = parseLog(realFinish)
    if (!message.ok) throw new Error('unread')
    expect(parseLogName(logName(message.value))).toEqual(logNameParts(message.value))
  })

  test('a copy number is dropped, blanks and dots of a client are kept', () => {
    expect(parseLogName('Unixt_5_Sig-7_Log-Tra_No-1_Start_Client-ERS 1.2_Fc-12.log')).toEqual({
      time: 'Unixt_5',
      signatureCounter: 7,
      label: 'Tra_No-1_Start_Client-ERS 1.2',
    })
  })

  test.each([
    '',
    'info.csv',
    'Unixt_5_Sig-x_Log-Aud.log',
    'Moon_5_Sig-1_Log-Aud.log',
    'Unixt_5_Sig-1_Log-Oth.log',
    'xUnixt_5_Sig-1_Log-Aud.log',
  ])('%j is no name of a log', (name) => {
    expect(parseLogName(name)).toBeNull()
  })
})
