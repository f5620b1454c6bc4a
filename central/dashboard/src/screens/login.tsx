import { createEffect, createSignal, Show } from 'solid-js'
import { Logo } from '../parts/logo.tsx'
import { createClock } from '../state/clock.ts'
import { useSession } from '../state/session.tsx'
import { useText } from '../state/settings.tsx'
import { countdownText } from '../state/times.ts'
import { problemText } from '../text/problem.ts'

/** Name and password; a lock-out counts down in words. */
export function LoginScreen() {
  const { session, login } = useSession()
  const text = useText()
  const clock = createClock(1_000)
  const [name, setName] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [shown, setShown] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [error, setError] = createSignal('')
  const [lockedUntil, setLockedUntil] = createSignal<number | null>(null)
  let passwordField: HTMLInputElement | undefined
  const keepPasswordField = (made: HTMLInputElement) => {
    passwordField = made
  }

  const rest = () => Math.max(0, (lockedUntil() ?? 0) - clock())
  const expired = () => {
    const now = session()
    return now.state === 'out' && now.expired
  }
  createEffect(() => {
    if (lockedUntil() !== null && rest() === 0) {
      setLockedUntil(null)
      setError('')
    }
  })

  const submit = async (event: Event) => {
    event.preventDefault()
    if (busy() || rest() > 0) return
    if (name().trim() === '' || password() === '') {
      setError(text().login.missing)
      return
    }
    setBusy(true)
    const problem = await login(name().trim(), password())
    setBusy(false)
    if (!problem) return
    if (problem.retryAfterSeconds !== null) setLockedUntil(Date.now() + problem.retryAfterSeconds * 1_000)
    setError(problem.kind === 'wrongLogin' ? text().login.wrong : problemText(problem, text()))
    passwordField?.select()
  }
  const message = () => {
    if (rest() > 0) return text().login.locked
    return error() || (expired() ? text().login.expired : '')
  }

  return (
    <main class="login">
      <form class="card login-card" onSubmit={(event) => void submit(event)} novalidate>
        <div class="login-brand">
          <Logo />
          <div>
            <strong>{text().product}</strong>
            <span>{text().office}</span>
          </div>
        </div>
        <h1>{text().login.title}</h1>
        <p class="muted">{text().login.intro}</p>
        <div class="field" data-wide>
          <label for="login-name">{text().login.name}</label>
          <input
            id="login-name"
            name="username"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            value={name()}
            onInput={(event) => setName(event.currentTarget.value)}
            ref={(element) => queueMicrotask(() => element.focus())}
          />
        </div>
        <div class="field" data-wide>
          <label for="login-password">{text().login.password}</label>
          <div class="with-button">
            <input
              id="login-password"
              name="password"
              type={shown() ? 'text' : 'password'}
              autocomplete="current-password"
              value={password()}
              onInput={(event) => setPassword(event.currentTarget.value)}
              ref={keepPasswordField}
            />
            <button
              type="button"
              class="button quiet"
              aria-pressed={shown()}
              onClick={() => setShown(!shown())}
            >
              {shown() ? text().login.hide : text().login.show}
            </button>
          </div>
        </div>
        <Show when={message()}>
          <p class="form-message" role="alert">
            {message()}
          </p>
        </Show>
        <Show when={rest() > 0}>
          <p class="muted" role="timer">
            {text().login.lockedRest(countdownText(rest()))}
          </p>
        </Show>
        <button type="submit" class="button primary" disabled={busy() || rest() > 0}>
          {busy() ? text().login.busy : text().login.submit}
        </button>
      </form>
    </main>
  )
}
