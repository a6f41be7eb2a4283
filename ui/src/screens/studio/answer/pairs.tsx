interface PairsProps {
  readonly pairs: readonly (readonly [name: string, value: string])[]
}

/** Names and their values, one pair a line. */
export function Pairs({ pairs }: PairsProps) {
  return (
    <dl className="answer-pairs">
      {pairs.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="mono">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
