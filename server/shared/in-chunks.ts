/** Repeats a step that does up to `size` things at a time until one does fewer; resolves to how many were done. */
export async function inChunks(
  size: number,
  signal: AbortSignal,
  step: () => Promise<number>,
): Promise<number> {
  let done = 0
  let chunk = size
  while (chunk === size) {
    signal.throwIfAborted()
    chunk = await step()
    done += chunk
  }
  return done
}
