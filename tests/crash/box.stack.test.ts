import { test } from 'vitest'
import { smallRun } from './small-run.ts'

test('a box killed again and again while it sells has every answered sale exactly once', () =>
  smallRun('box'))
