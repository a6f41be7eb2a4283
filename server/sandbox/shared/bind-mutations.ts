/** Every mutation with the sandbox already given: `createTag({ name })` instead of `createTag(world, { name })`. */
export type Bound<World, Mutations> = {
  readonly [Name in keyof Mutations]: Mutations[Name] extends (
    world: World,
    ...rest: infer Rest
  ) => infer Result
    ? (...rest: Rest) => Result
    : never
}

export function bindMutations<World, Mutations extends object>(
  world: World,
  mutations: Mutations,
): Bound<World, Mutations> {
  type Mutation = (world: World, ...rest: readonly unknown[]) => unknown
  const bound = Object.entries(mutations).map(([name, mutation]) => [
    name,
    // Each of them takes the world first; the mapped type above says the same for every name.
    (...rest: readonly unknown[]) => (mutation as Mutation)(world, ...rest),
  ])
  return Object.fromEntries(bound) as Bound<World, Mutations>
}
