import type { Cause } from '../errors.ts'
import { forbiddenValue, invalidValue, notSupported, requiredValue } from './causes.ts'
import { portNameRule } from './names.ts'
import type { Container, Handler, Probe } from './pod.ts'

/** The rule for a number of a port. */
export const portNumber = (port: number, field: string): Cause[] =>
  Number.isInteger(port) && port >= 1 && port <= 65535
    ? []
    : [invalidValue(field, port, 'must be between 1 and 65535, inclusive')]

const portOf = (port: number | string | undefined, field: string): Cause[] =>
  typeof port === 'string'
    ? portNameRule(port).map((problem) => invalidValue(field, port, problem))
    : portNumber(port ?? 0, field)

const SCHEMES = ['HTTP', 'HTTPS']

const HANDLERS: { [K in keyof Required<Handler>]: (handler: NonNullable<Handler[K]>, field: string) => Cause[] } = {
  exec: ({ command }, field) => (command?.length ? [] : [requiredValue(`${field}.command`)]),
  httpGet: ({ port, scheme = 'HTTP' }, field) => [
    ...portOf(port, `${field}.port`),
    ...(SCHEMES.includes(scheme) ? [] : [notSupported(`${field}.scheme`, scheme, SCHEMES)]),
  ],
  tcpSocket: ({ port }, field) => portOf(port, `${field}.port`),
  grpc: ({ port }, field) => portNumber(port, `${field}.port`),
  sleep: ({ seconds }, field) =>
    seconds > 0
      ? []
      : [invalidValue(`${field}.seconds`, seconds, 'must be greater than 0 and less than terminationGracePeriodSeconds')],
}

/** Exactly one way of asking or telling a container something, and that one whole. */
const validateHandler = (handler: Handler, kinds: readonly (keyof Handler)[], field: string): Cause[] => {
  const given = kinds.filter((kind) => handler[kind] !== undefined)
  const [first, ...others] = given
  if (!first) return [requiredValue(field, 'must specify a handler type')]
  const check = HANDLERS[first] as (handler: unknown, field: string) => Cause[]
  return [
    ...check(handler[first], `${field}.${first}`),
    ...others.map((extra) => forbiddenValue(`${field}.${extra}`, 'may not specify more than 1 handler type')),
  ]
}

const SECONDS = ['initialDelaySeconds', 'timeoutSeconds', 'periodSeconds', 'successThreshold', 'failureThreshold'] as const

/** Rules for a probe; only a readiness probe may ask for several successes. */
export const validateProbe = (probe: Probe | undefined, field: string, isReadiness: boolean): Cause[] => {
  if (!probe) return []
  const causes = validateHandler(probe, ['exec', 'httpGet', 'tcpSocket', 'grpc'], field)
  for (const key of SECONDS) {
    const value = probe[key]
    if (value !== undefined && value < 0)
      causes.push(invalidValue(`${field}.${key}`, value, 'must be greater than or equal to 0'))
  }
  if (!isReadiness && (probe.successThreshold ?? 1) !== 1) {
    causes.push(invalidValue(`${field}.successThreshold`, probe.successThreshold, 'must be 1'))
  }
  return causes
}

/** Rules for what a container is told after it started and before it ends. */
export const validateLifecycle = ({ lifecycle }: Container, field: string): Cause[] =>
  (['postStart', 'preStop'] as const).flatMap((moment) => {
    const handler = lifecycle?.[moment]
    return handler ? validateHandler(handler, ['exec', 'httpGet', 'tcpSocket', 'sleep'], `${field}.${moment}`) : []
  })
