// For the image's HEALTHCHECK: exit code 0 while the server is ready.
const port = process.env.PORT ?? '8080'
const ready = await fetch(`http://127.0.0.1:${port}/ready`).then(
  (answer) => answer.ok,
  () => false,
)
process.exit(ready ? 0 : 1)
