// https://kubernetes.io/docs/concepts/overview/working-with-objects/names/ ; the sentences are those that clients show and tests expect.

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?'
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`
const QUALIFIED = '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]'
const LABEL_VALUE = `(${QUALIFIED})?`

const whole = (pattern: string) => new RegExp(`^(?:${pattern})$`)
const label = whole(LABEL)
const subdomain = whole(SUBDOMAIN)
const qualified = whole(QUALIFIED)
const labelValue = whole(LABEL_VALUE)
const environment = /^[^=\s][ -<>-~]*$|^[-._a-zA-Z][-._a-zA-Z0-9]*$/
const configKey = /^[-._a-zA-Z0-9]+$/
const portName = /^(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/

const regexError = (message: string, pattern: string, ...examples: string[]): string =>
  `${message} (${examples.map((example, index) => `${index === 0 ? 'e.g. ' : ' or '}'${example}', `).join('')}regex used for validation is '${pattern}')`

/** What a rule says about a name: its problems in Kubernetes' words, none when the name is good. */
export type NameRule = (name: string) => string[]

/** RFC 1123 label, at most 63 characters: namespaces, containers, volumes. */
export const dnsLabel: NameRule = (name) => [
  ...(name.length > 63 ? ['must be no more than 63 bytes'] : []),
  ...(label.test(name)
    ? []
    : [
        regexError(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character",
          LABEL,
          'my-name',
          '123-abc',
        ),
      ]),
]

/** RFC 1123 subdomain, at most 253 characters: most object names. */
export const dnsSubdomain: NameRule = (name) => [
  ...(name.length > 253 ? ['must be no more than 253 bytes'] : []),
  ...(subdomain.test(name)
    ? []
    : [
        regexError(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character",
          SUBDOMAIN,
          'example.com',
        ),
      ]),
]

/** Anything that can be one segment of a URL path: RBAC names such as `system:node`. */
export const pathSegment: NameRule = (name) => {
  if (name === '.' || name === '..') return [`may not be '${name}'`]
  return ['/', '%'].filter((character) => name.includes(character)).map((character) => `may not contain '${character}'`)
}

/** A label key, taint key or finalizer: `app`, `example.com/name`. */
export const qualifiedName: NameRule = (name) => {
  const parts = name.split('/')
  const [first = '', second] = parts
  const message =
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character"
  const error = regexError(message, QUALIFIED, 'MyName', 'my.name', '123-abc')
  if (parts.length > 2)
    return [
      `a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')`,
    ]
  const last = second ?? first
  const prefix =
    second === undefined
      ? []
      : first === ''
        ? ['prefix part must be non-empty']
        : dnsSubdomain(first).map((problem) => `prefix part ${problem}`)
  if (last === '') return [...prefix, 'name part must be non-empty', error]
  return [
    ...prefix,
    ...(last.length > 63 ? ['name part must be no more than 63 bytes'] : []),
    ...(qualified.test(last) ? [] : [error]),
  ]
}

/** A label's value: empty, or at most 63 characters of the qualified form. */
export const labelValueRule: NameRule = (value) => [
  ...(value.length > 63 ? ['must be no more than 63 bytes'] : []),
  ...(labelValue.test(value)
    ? []
    : [
        regexError(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character",
          LABEL_VALUE,
          'MyValue',
          'my_value',
          '12345',
        ),
      ]),
]

/** The name of an environment variable. */
export const environmentName: NameRule = (name) =>
  environment.test(name)
    ? []
    : ["a valid environment variable name must consist only of printable ASCII characters other than '='"]

/** A key of a ConfigMap or Secret. */
export const configMapKey: NameRule = (key) => {
  if (key.length > 253) return ['must be no more than 253 bytes']
  if (key === '.' || key === '..') return [`must not be '${key}'`]
  return configKey.test(key)
    ? []
    : [
        regexError(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.'",
          '[-._a-zA-Z0-9]+',
          'key.name',
          'KEY_NAME',
          'key-name',
        ),
      ]
}

/** The name of a container's port (IANA service name). */
export const portNameRule: NameRule = (name) => {
  if (name.length > 15) return ['must be no more than 15 bytes']
  return portName.test(name)
    ? []
    : ['must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), with at least one letter']
}
