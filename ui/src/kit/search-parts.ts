import { useSearchParams } from 'wouter'

type Parts = Readonly<Record<string, string | undefined>>

/** The part of the address after `?`, where a screen keeps what it shows; what is undefined or empty is taken out. */
export function useSearchParts(): readonly [
  URLSearchParams,
  (parts: Parts, options?: { replace: boolean }) => void,
] {
  const [search, setSearch] = useSearchParams()
  const change = (parts: Parts, options?: { replace: boolean }): void =>
    setSearch((before) => withParts(before, parts), options)
  return [search, change]
}

export function withParts(before: URLSearchParams, parts: Parts): URLSearchParams {
  const next = new URLSearchParams(before)
  for (const [name, value] of Object.entries(parts))
    if (value === undefined || value === '') next.delete(name)
    else next.set(name, value)
  return next
}

/** The same address, with parts of it changed. */
export function hrefWith(path: string, search: URLSearchParams, parts: Parts): string {
  const text = withParts(search, parts).toString()
  return text === '' ? path : `${path}?${text}`
}
