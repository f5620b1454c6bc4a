import { createContext, type JSX, useContext } from 'solid-js'

/** A context whose value is made by its provider and which throws where it is used outside of it. */
export function createRequired<T>(name: string, make: () => T) {
  const Context = createContext<T>()
  const Provide = (props: { children: JSX.Element }) => {
    const value = make()
    return <Context.Provider value={value}>{props.children}</Context.Provider>
  }
  const use = (): T => {
    const value = useContext(Context)
    if (value === undefined) throw new Error(`${name} is used outside of its provider`)
    return value
  }
  return [Provide, use] as const
}
