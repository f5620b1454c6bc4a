/** Topics between box and centre. Only presence and wake-ups: no booking ever depends on the broker. */
export const centreTopics = {
  presence: (boxId: string) => `brotkasten/v1/boxes/${boxId}/presence`,
  figures: (boxId: string) => `brotkasten/v1/boxes/${boxId}/figures`,
  /** Centre → box: "there is something new for you". Empty payload. */
  wake: (boxId: string) => `brotkasten/v1/boxes/${boxId}/wake`,
} as const

/** Events inside a branch, for devices and integrations: `brotkasten/v1/events/<name>`. */
export const eventTopic = (name: string): string => `brotkasten/v1/events/${name}`
