import { createSignal, lazy, Match, onCleanup, Suspense, Switch } from 'solid-js'
import { Failed, Loading } from './parts/notice.tsx'
import { Shell } from './parts/shell.tsx'
import { ArticlesScreen } from './screens/articles.tsx'
import { BranchesScreen } from './screens/branches.tsx'
import { EnrolScreen } from './screens/enrol.tsx'
import { LoginScreen } from './screens/login.tsx'
import { LiveProvider } from './state/live-context.tsx'
import { PricesProvider } from './state/prices-context.tsx'
import { routeOf } from './state/route.ts'
import { SessionProvider, useSession } from './state/session.tsx'
import { SettingsProvider } from './state/settings.tsx'

/** The chart is most of the bundle and nobody's first screen. */
const RevenueScreen = lazy(() => import('./screens/revenue.tsx').then((m) => ({ default: m.RevenueScreen })))

function createRoute() {
  const [route, setRoute] = createSignal(routeOf(location.hash))
  const follow = () => setRoute(routeOf(location.hash))
  window.addEventListener('hashchange', follow)
  onCleanup(() => window.removeEventListener('hashchange', follow))
  return route
}

function Screens() {
  const route = createRoute()
  return (
    <LiveProvider>
      <PricesProvider>
        <Shell screen={route().screen}>
          <Suspense fallback={<Loading />}>
            <Switch fallback={<BranchesScreen />}>
              <Match when={route().screen === 'revenue'}>
                <RevenueScreen />
              </Match>
              <Match when={route().screen === 'articles'}>
                <ArticlesScreen />
              </Match>
              <Match when={route().screen === 'enrol'}>
                <EnrolScreen branchId={route().branchId} />
              </Match>
            </Switch>
          </Suspense>
        </Shell>
      </PricesProvider>
    </LiveProvider>
  )
}

function Gate() {
  const { session, ask } = useSession()
  const failed = () => {
    const now = session()
    return now.state === 'failed' && now.problem
  }
  return (
    <Switch fallback={<Loading />}>
      <Match when={failed()}>
        {(problem) => (
          <main class="page">
            <Failed problem={problem()} onRetry={() => void ask()} />
          </main>
        )}
      </Match>
      <Match when={session().state === 'out'}>
        <LoginScreen />
      </Match>
      <Match when={session().state === 'in'}>
        <Screens />
      </Match>
    </Switch>
  )
}

/** The whole dashboard. */
export function App() {
  return (
    <SettingsProvider>
      <SessionProvider>
        <Gate />
      </SessionProvider>
    </SettingsProvider>
  )
}
