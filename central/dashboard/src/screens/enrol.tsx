import { createEffect, createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { api, type Problem } from '../client/api.ts'
import type { Enrolment } from '../client/shapes.ts'
import { Choose } from '../parts/choose.tsx'
import { EnrolCode } from '../parts/enrol-code.tsx'
import { Empty, Failed, Loading } from '../parts/notice.tsx'
import { useLive } from '../state/live-context.tsx'
import { createLoad } from '../state/load.ts'
import { mayEnrol } from '../state/rights.ts'
import { hrefOf } from '../state/route.ts'
import { useSession } from '../state/session.tsx'
import { useText } from '../state/settings.tsx'
import { problemText } from '../text/problem.ts'

/** From a branch to the command a technician types on a bare box. */
export function EnrolScreen(props: { branchId: string | null }) {
  const { live } = useLive()
  const { watch, user } = useSession()
  const text = useText()
  const branches = createLoad(() => api.branches())
  const [branchId, setBranchId] = createSignal('')
  const [code, setCode] = createSignal<Enrolment | null>(null)
  const [problem, setProblem] = createSignal<Problem | null>(null)
  const [busy, setBusy] = createSignal(false)
  /** The branch's box when the code was made: another one later is the new box. */
  const [boxBefore, setBoxBefore] = createSignal<string | null>(null)

  const choose = (id: string) => {
    setBranchId(id)
    setCode(null)
    setProblem(null)
  }
  createEffect(() => choose(props.branchId ?? ''))
  const row = createMemo(() => live.rows.find((candidate) => candidate.branchId === branchId()))
  const enrolled = () => code() !== null && row()?.boxId != null && row()?.boxId !== boxBefore()
  const options = createMemo(() => [
    { value: '', label: text().enrol.choose },
    ...(branches.value()?.branches ?? [])
      .toSorted((a, b) => a.name.localeCompare(b.name, 'de'))
      .map(({ id, code: number, name }) => ({ value: id, label: `${name} (${number})` })),
  ])
  const allowed = () => {
    const who = user()
    return who !== null && mayEnrol(who)
  }
  const create = async () => {
    setBusy(true)
    setBoxBefore(row()?.boxId ?? null)
    const answer = await watch(api.enrolmentCode(branchId()))
    setBusy(false)
    setProblem(answer.ok ? null : answer.error)
    setCode(answer.ok ? answer.value : null)
  }

  return (
    <>
      <h1>{text().enrol.title}</h1>
      <p class="intro">{text().enrol.intro}</p>
      <Switch fallback={<Loading lines={4} />}>
        <Match when={!allowed()}>
          <Empty icon="enrol" title={text().problem.forbidden} text={text().enrol.forbidden} />
        </Match>
        <Match when={branches.busy() ? null : branches.problem()}>
          {(why) => <Failed problem={why()} onRetry={branches.reload} />}
        </Match>
        <Match when={branches.value()?.branches.length === 0}>
          <Empty icon="branches" title={text().enrol.emptyTitle} text={text().enrol.emptyText} />
        </Match>
        <Match when={branches.value()}>
          <ol class="card steps">
            <li>
              <h2>{text().enrol.step1}</h2>
              <Choose
                wide
                label={text().enrol.branch}
                options={options()}
                value={branchId()}
                onChange={choose}
              />
              <Show when={row()?.boxId && !enrolled()}>
                <p class="hint">{text().enrol.replaces}</p>
              </Show>
            </li>
            <li aria-disabled={branchId() === ''}>
              <h2>{text().enrol.step2}</h2>
              <button
                type="button"
                class={code() === null ? 'button primary' : 'button'}
                disabled={branchId() === '' || busy()}
                onClick={() => void create()}
              >
                {busy() ? text().enrol.creating : code() ? text().enrol.again : text().enrol.create}
              </button>
              <Show when={problem()}>
                {(why) => (
                  <p class="form-message" role="alert">
                    {problemText(why(), text())}
                  </p>
                )}
              </Show>
            </li>
            <li aria-disabled={code() === null}>
              <h2>{text().enrol.step3}</h2>
              <Show when={code()} fallback={<p class="muted">{text().enrol.placeholder}</p>}>
                {(made) => <EnrolCode made={made()} enrolled={enrolled()} branch={row()?.name ?? ''} />}
              </Show>
              <Show when={enrolled()}>
                <a class="button" href={hrefOf('branches')}>
                  {text().enrol.toBranches}
                </a>
              </Show>
            </li>
          </ol>
        </Match>
      </Switch>
    </>
  )
}
