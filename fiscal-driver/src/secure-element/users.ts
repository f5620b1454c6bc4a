import type { UserSecret, Vault } from './state.ts'

/** Outcome of a login or an unblocking, as devices report it. */
export interface PinOutcome {
  readonly result: 'ok' | 'failed' | 'blocked' | 'unknownUser'
  /** Tries left of what was checked (PIN or PUK). */
  readonly triesLeft: number
}

const hex = (secret: Uint8Array): string => Buffer.from(secret).toString('hex')

const withUser = (vault: Vault, user: string, secret: UserSecret): Vault => ({
  ...vault,
  users: { ...vault.users, [user]: secret },
})

const find = (vault: Vault, user: string): UserSecret | undefined =>
  Object.hasOwn(vault.users, user) ? vault.users[user] : undefined

/** The vault with this user's PIN and PUK set afresh. */
export const setSecret = (
  vault: Vault,
  user: string,
  pin: Uint8Array,
  puk: Uint8Array,
  tries: number,
): Vault => withUser(vault, user, { pin: hex(pin), puk: hex(puk), pinTries: tries, pukTries: tries })

/** Checks a PIN: a wrong one costs a try, the right one restores them, a blocked one is not even looked at. */
export const checkPin = (
  vault: Vault,
  user: string,
  pin: Uint8Array,
  tries: number,
): readonly [PinOutcome, Vault] => {
  const secret = find(vault, user)
  if (secret === undefined) return [{ result: 'unknownUser', triesLeft: 0 }, vault]
  if (secret.pinTries === 0) return [{ result: 'blocked', triesLeft: 0 }, vault]
  const right = secret.pin === hex(pin)
  const pinTries = right ? tries : secret.pinTries - 1
  const result = right ? 'ok' : pinTries === 0 ? 'blocked' : 'failed'
  return [{ result, triesLeft: pinTries }, withUser(vault, user, { ...secret, pinTries })]
}

/** Sets a new PIN by PUK; a PUK tried wrong too often is gone for good. */
export const checkPuk = (
  vault: Vault,
  user: string,
  puk: Uint8Array,
  newPin: Uint8Array,
  tries: number,
): readonly [PinOutcome, Vault] => {
  const secret = find(vault, user)
  if (secret === undefined) return [{ result: 'unknownUser', triesLeft: 0 }, vault]
  if (secret.pukTries === 0) return [{ result: 'blocked', triesLeft: 0 }, vault]
  if (secret.puk === hex(puk)) {
    const renewed = { ...secret, pin: hex(newPin), pinTries: tries, pukTries: tries }
    return [{ result: 'ok', triesLeft: tries }, withUser(vault, user, renewed)]
  }
  const pukTries = secret.pukTries - 1
  return [
    { result: pukTries === 0 ? 'blocked' : 'failed', triesLeft: pukTries },
    withUser(vault, user, { ...secret, pukTries }),
  ]
}
