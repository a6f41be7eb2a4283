import { useRef, type RefObject } from 'react'

/** The value of the newest drawing, for callbacks that stay the same; they may put a newer one in. */
export function useLatest<T>(value: T): RefObject<T> {
  const ref = useRef(value)
  ref.current = value
  return ref
}
