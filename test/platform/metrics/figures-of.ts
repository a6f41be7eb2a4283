/** The page's samples by name and labels, as they are written there. */
export async function figuresOf(baseUrl: string): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${baseUrl}/metrics`)
  if (answer.status !== 200) throw new Error(`/metrics answered ${answer.status}`)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))]
    }),
  )
}
