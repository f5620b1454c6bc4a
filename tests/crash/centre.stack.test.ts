import { test } from 'vitest'
import { smallRun } from './small-run.ts'

test('a centre killed again and again while it is fed has every sale exactly once', () => smallRun('centre'))
