import { type Context, createContext, useContext } from 'solid-js'

/** A context and its hook, which throws where the provider is missing. */
export function createNeeded<T>(name: string): readonly [Context<T | undefined>, () => T] {
  const context = createContext<T>()
  const use = (): T => {
    const value = useContext(context)
    if (value === undefined) throw new Error(`${name} is used outside its provider`)
    return value
  }
  return [context, use]
}
