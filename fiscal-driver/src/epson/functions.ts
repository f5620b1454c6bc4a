import { type Form, readForm, type ValuesOf, writeForm } from '../transport/struct.ts'
import {
  base64,
  flag,
  type JsonReader,
  type JsonWriter,
  nested,
  number,
  numbers,
  text,
  texts,
  time,
} from './json-fields.ts'

type JsonForm = Form<JsonWriter, JsonReader>

interface EpsonFunction<Q extends JsonForm, A extends JsonForm> {
  readonly request: Q
  readonly reply: A
}

const fn = <Q extends JsonForm, A extends JsonForm>(request: Q, reply: A): EpsonFunction<Q, A> => ({
  request,
  reply,
})

const signed = { logTime: time, signatureCounter: number, signature: base64 } as const

/** What GetStorageInfo says of the TSE; the health page would find more. */
const tseInformation = {
  vendorType: text,
  tseInitializationState: text,
  hasValidTime: flag,
  hasPassedSelfTest: flag,
  timeUntilNextSelfTest: number,
  maxUpdateDelay: number,
  maxStartedTransactions: number,
  createdSignatures: number,
  remainingSignatures: number,
  maxRegisteredClients: number,
  certificateExpirationDate: time,
  serialNumber: base64,
  tsePublicKey: base64,
  signatureAlgorithm: text,
  tseDescription: text,
} as const

export type TseInformation = ValuesOf<typeof tseInformation>

const noInput = {} as const

/** The functions of the storage device, by the names on the wire; so are the fields. */
export const FUNCTIONS = {
  GetStorageInfo: fn(noInput, {
    tseInformation: nested<TseInformation>(
      (from) => readForm(tseInformation, from),
      (values) => toJson(tseInformation, values),
    ),
  }),
  SetUp: fn({ puk: text, adminPin: text, timeAdminPin: text }, {}),
  SetUpForPrinter: fn(noInput, {}),
  RunTSESelfTest: fn(noInput, {}),
  UpdateTime: fn({ userId: text, newDateTime: time, useTimeSync: flag }, {}),
  UpdateTimeForFirst: fn({ userId: text, newDateTime: time, useTimeSync: flag }, {}),
  GetChallenge: fn({ userId: text }, { challenge: text }),
  AuthenticateUserForAdmin: fn({ userId: text, pin: text, hash: text }, {}),
  AuthenticateUserForTimeAdmin: fn({ clientId: text, pin: text, hash: text }, {}),
  LogOutForAdmin: fn(noInput, {}),
  LogOutForTimeAdmin: fn({ clientId: text }, {}),
  RegisterClient: fn({ clientId: text }, {}),
  DeregisterClient: fn({ clientId: text }, {}),
  GetRegisteredClientList: fn(noInput, { registeredClientIdList: texts }),
  StartTransaction: fn(
    { clientId: text, processData: base64, processType: text, additionalData: text },
    { transactionNumber: number, serialNumber: base64, ...signed },
  ),
  UpdateTransaction: fn(
    {
      transactionNumber: number,
      clientId: text,
      processData: base64,
      processType: text,
      additionalData: text,
    },
    signed,
  ),
  FinishTransaction: fn(
    {
      transactionNumber: number,
      clientId: text,
      processData: base64,
      processType: text,
      additionalData: text,
    },
    signed,
  ),
  GetStartedTransactionList: fn({ clientId: text }, { startedTransactionNumberList: numbers }),
  ArchiveExport: fn({ clientId: text }, {}),
  ExportFilteredByTransactionNumber: fn({ clientId: text, transactionNumber: number }, {}),
  ExportFilteredByTransactionNumberInterval: fn(
    { clientId: text, startTransactionNumber: number, endTransactionNumber: number },
    {},
  ),
  ExportFilteredByPeriodOfTime: fn({ clientId: text, startDate: time, endDate: time }, {}),
  GetExportData: fn(noInput, { exportData: base64, exportStatus: text }),
  FinalizeExport: fn({ deleteData: flag }, {}),
  CancelExport: fn(noInput, {}),
  /** One certificate or a chain of them, DER or PEM, in base64. */
  GetLogMessageCertificate: fn(noInput, { logMessageCertificate: base64 }),
  DisableSecureElement: fn(noInput, {}),
} as const

export type Functions = typeof FUNCTIONS
export type FunctionName = keyof Functions
export type InputOf<N extends FunctionName> = ValuesOf<Functions[N]['request']>
export type OutputOf<N extends FunctionName> = ValuesOf<Functions[N]['reply']>

/** Last answer of GetExportData. */
export const EXPORT_COMPLETE = 'EXPORT_COMPLETE'

/** Functions the host may use before it knows the vendor of the storage. */
export const isCommon = (name: FunctionName): boolean => name === 'GetStorageInfo'

export function toJson<F extends JsonForm>(form: F, values: ValuesOf<F>): JsonWriter {
  const json: JsonWriter = {}
  writeForm(form, json, values)
  return json
}
