import type { StorageDocument } from './read-storage.ts'

/** A page never changes, so that what was read out of it is read once, whoever asks for it. */
export function oncePerPage<T extends object>(
  read: (page: StorageDocument) => T,
): (page: StorageDocument) => T {
  const known = new WeakMap<StorageDocument, T>()
  return (page) => {
    const result = known.get(page) ?? read(page)
    known.set(page, result)
    return result
  }
}
