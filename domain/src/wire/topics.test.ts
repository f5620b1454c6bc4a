import { expect, test } from 'vitest'
import { centreTopics, eventTopic } from './topics.ts'

test.each([
  [centreTopics.presence('0199'), 'brotkasten/v1/boxes/0199/presence'],
  [centreTopics.figures('0199'), 'brotkasten/v1/boxes/0199/figures'],
  [centreTopics.wake('0199'), 'brotkasten/v1/boxes/0199/wake'],
  [eventTopic('receipt'), 'brotkasten/v1/events/receipt'],
])('%s is a topic others may rely on', (topic, expected) => {
  expect(topic).toBe(expected)
})
