import { parentPort } from 'node:worker_threads'
import { type AssessInput, assess } from './assess.ts'

parentPort?.on('message', (input: AssessInput) => parentPort?.postMessage(assess(input)))
