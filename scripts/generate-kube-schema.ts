/**
 * Writes domain/kube/__generated__/schema.ts: one table of interface facts (field names, types, protobuf numbers, merge keys,
 * list types; no descriptions) of the Kubernetes kinds listed below and of everything they reach.
 *
 *   npx tsx scripts/generate-kube-schema.ts [folder [output]]
 *
 * The folder holds `api` and `apimachinery` as Debian's packages golang-k8s-api-dev and golang-k8s-apimachinery-dev install them
 * (default /usr/share/gocode/src/k8s.io). The Go types decide; each field is checked against generated.proto.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const META = 'apimachinery/pkg/apis/meta/v1'
const KINDS: Record<string, string[]> = {
  'api/core/v1': [
    ...['Pod', 'Namespace', 'Node', 'Event', 'ConfigMap', 'Secret', 'ResourceQuota', 'LimitRange', 'ServiceAccount', 'Service'],
    ...['Endpoints', 'PersistentVolume', 'PersistentVolumeClaim', 'ReplicationController', 'PodTemplate', 'Binding'],
  ],
  'api/apps/v1': ['Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet', 'ControllerRevision'],
  'api/batch/v1': ['Job', 'CronJob'],
  'api/coordination/v1': ['Lease'],
  'api/rbac/v1': ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
  'api/storage/v1': ['StorageClass'],
  'api/events/v1': ['Event'],
  'api/autoscaling/v1': ['Scale', 'HorizontalPodAutoscaler'],
  'api/autoscaling/v2': ['HorizontalPodAutoscaler'],
  'api/policy/v1': ['Eviction', 'PodDisruptionBudget'],
  'api/authentication/v1': ['TokenRequest', 'TokenReview', 'SelfSubjectReview'],
  'api/authorization/v1': [
    'SelfSubjectAccessReview',
    'SelfSubjectRulesReview',
    'SubjectAccessReview',
    'LocalSubjectAccessReview',
  ],
  'api/certificates/v1': ['CertificateSigningRequest'],
  'api/networking/v1': ['NetworkPolicy', 'Ingress', 'IngressClass'],
  'api/node/v1': ['RuntimeClass'],
  'api/discovery/v1': ['EndpointSlice'],
  'api/scheduling/v1': ['PriorityClass'],
  [META]: ['Status', 'DeleteOptions', 'CreateOptions', 'UpdateOptions', 'PatchOptions', 'LabelSelector'],
}
/** Types with a JSON form of their own (their Go code marshals itself), which the code that reads the table knows by these names. */
const SPECIAL: Record<string, string> = {
  [`${META}.Time`]: 'Time',
  [`${META}.MicroTime`]: 'MicroTime',
  [`${META}.Duration`]: 'Duration',
  [`${META}.FieldsV1`]: 'FieldsV1',
  'apimachinery/pkg/api/resource.Quantity': 'Quantity',
  'apimachinery/pkg/util/intstr.IntOrString': 'IntOrString',
  'apimachinery/pkg/runtime.RawExtension': 'RawExtension',
}
const BASIC = new Set(['string', 'bool', 'int32', 'int64', 'float64', 'bytes'])

interface Member {
  go: string
  tag: string
  notes: string[]
}
interface GoType {
  notes: string[]
  is?: string
  members?: Member[]
  imports: Record<string, string>
}
interface Field {
  type: string
  proto?: number
  [fact: string]: unknown
}
interface Type {
  fields?: Record<string, Field>
  is?: string
  wrapped?: true
  enum?: string[]
  mapType?: string
}
type Message = Map<number, { name: string; type: string; repeated: boolean }>

const root = process.argv[2] ?? '/usr/share/gocode/src/k8s.io'
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const files = (folder: string) =>
  readdirSync(join(root, folder)).filter(
    (name) => /^[^.]*\.go$/.test(name) && !/_test\.go$|^zz_|_swagger_|fieldsv1_string/.test(name),
  )

/** The groups of a match, a missing one as empty text; undefined when there is no match. */
const groups = (pattern: RegExp, text: string): string[] | undefined => pattern.exec(text)?.map((group) => group ?? '')
const allGroups = (pattern: RegExp, text: string): string[][] =>
  [...text.matchAll(pattern)].map((match) => match.map((group) => group ?? ''))
const lastPart = (text: string, separator: string): string => text.slice(text.lastIndexOf(separator) + 1)

/** Every `type X …` of one Go file, with the comment lines that carry markers, into `types`. */
const parseFile = (text: string, types: Map<string, GoType>, constants: [string, string, string][]): void => {
  const imports: Record<string, string> = {}
  for (const [, name = '', path = ''] of allGroups(/^\s*(?:import\s+)?(\w+)?\s*"k8s\.io\/([^"]+)"$/gm, text)) {
    imports[name || lastPart(path, '/')] = path
  }
  let notes: string[] = []
  let members: Member[] | undefined
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line.startsWith('//')) notes.push(line.slice(2).trim())
    else if (members) {
      const [, declaration = '', tag = ''] = groups(/^([^`]*)`([^`]*)`/, line) ?? []
      if (line === '}') members = undefined
      else if (declaration) members.push({ go: lastPart(declaration.trim().replaceAll('\t', ' '), ' '), tag, notes })
      notes = line === '' ? notes : []
    } else {
      const [, struct] = groups(/^type (\w+) struct \{$/, line) ?? []
      const [, alias, is = ''] = groups(/^type (\w+) ([\w[\].]+)$/, line) ?? []
      const [, constant, type = '', value = ''] = groups(/^(?:const )?(\w+)\s+(\w+)\s*=\s*"([^"]*)"/, line) ?? []
      if (struct) {
        members = []
        types.set(struct, { notes, members, imports })
      } else if (alias) types.set(alias, { notes, is, imports })
      else if (constant) constants.push([constant, type, value])
      if (line !== '') notes = []
    }
  }
}

interface Package {
  types: Map<string, GoType>
  constants: [string, string, string][]
  messages: Map<string, Message>
}
const packages = new Map<string, Package>()
const loadPackage = (folder: string): Package => {
  const known = packages.get(folder)
  if (known) return known
  const made: Package = { types: new Map(), constants: [], messages: new Map() }
  packages.set(folder, made)
  const names = files(folder)
  for (const name of names) parseFile(read(join(folder, name)), made.types, made.constants)
  const proto = readdirSync(join(root, folder)).includes('generated.proto') ? read(join(folder, 'generated.proto')) : ''
  for (const [, name = '', body = ''] of allGroups(/^message (\w+) \{\n([\s\S]*?)^\}/gm, proto)) {
    made.messages.set(name, parseMessage(body))
  }
  return made
}

const parseMessage = (body: string): Message => {
  const line = /^\s*(optional |repeated |)(map<[^>]+>|[\w.]+) (\w+) = (\d+);/gm
  return new Map(
    allGroups(line, body).map(([, rule, type = '', name = '', number]) => [
      Number(number),
      { name, type, repeated: rule === 'repeated ' },
    ]),
  )
}

const marker = (notes: string[], name: string) => notes.find((note) => note.startsWith(`+${name}`))?.slice(name.length + 1)
const markerValue = (notes: string[], name: string) => marker(notes, `${name}=`)

/** `k8s.io/api/core/v1` + `Pod` as upstream's OpenAPI names it: `io.k8s.api.core.v1.Pod`. */
const openapiName = (folder: string, name: string) => `io.k8s.${folder.replaceAll('/', '.')}.${name}`

const types: Record<string, Type> = {}

/** A Go type expression as the table writes it: `[]string`, `map[string]bytes`, or the OpenAPI name of a type that is added as well. */
const typeName = (go: string, folder: string, imports: Record<string, string>): string => {
  const text = go.replace(/^\*/, '')
  if (text === '[]byte') return 'bytes'
  if (text.startsWith('[]')) return `[]${typeName(text.slice(2), folder, imports)}`
  const [, key, value = ''] = groups(/^map\[([\w.]+)\](.+)$/, text) ?? []
  if (key) return `map[${typeName(key, folder, imports)}]${typeName(value, folder, imports)}`
  if (BASIC.has(text)) return text
  const [alias, name] = text.includes('.') ? (text.split('.') as [string, string]) : [undefined, text]
  const home = alias === undefined ? folder : imports[alias]
  if (home === undefined) throw new Error(`${folder}: unknown package in ${go}`)
  return addType(home, name)
}

const addType = (folder: string, name: string): string => {
  const id = openapiName(folder, name)
  if (types[id]) return id
  const special = SPECIAL[`${folder}.${name}`]
  if (special) {
    types[id] = { is: special }
    return id
  }
  const { types: all, constants, messages } = loadPackage(folder)
  const found = all.get(name)
  if (!found) throw new Error(`no Go type ${folder}.${name}`)
  const made: Type = {}
  types[id] = made
  if (found.is) {
    made.is = typeName(found.is, folder, found.imports)
    if (messages.has(name)) made.wrapped = true
    if (marker(found.notes, 'enum') === '')
      made.enum = constants
        .filter(([, type]) => type === name)
        .map(([, , value]) => value)
        .sort()
    return id
  }
  const mapType = markerValue(found.notes, 'structType') ?? markerValue(found.notes, 'mapType')
  if (mapType) made.mapType = mapType
  made.fields = {}
  for (const member of found.members ?? []) {
    const [key, field] = readMember(member, folder, found.imports, constants)
    if (key !== '-') made.fields[key] = field
  }
  checkAgainstProto(id, made.fields, messages.get(name))
  return id
}

const tagOf = (tag: string, name: string) => new RegExp(`${name}:"([^"]*)"`).exec(tag)?.[1]

const readMember = (
  { go, tag, notes }: Member,
  folder: string,
  imports: Record<string, string>,
  constants: [string, string, string][],
): [string, Field] => {
  const [jsonName = '', ...options] = (tagOf(tag, 'json') ?? '').split(',')
  if (jsonName === '-') return ['-', { type: 'string' }]
  const proto = tagOf(tag, 'protobuf')?.split(',')
  const inline = options.includes('inline')
  const field: Field = { type: typeName(go, folder, imports) }
  if (proto?.[1]) field.proto = Number(proto[1])
  if (inline) field.inline = true
  if (go.startsWith('*')) field.pointer = true
  const omitted = options.some((option) => option.startsWith('omit'))
  const isStruct = !go.startsWith('*') && types[field.type]?.fields !== undefined
  if (!inline && !omitted && marker(notes, 'optional') === undefined) field.required = true
  if (!inline && (isStruct ? !options.includes('omitzero') : !omitted)) field.always = true
  const listMapKeys = notes.filter((note) => note.startsWith('+listMapKey=')).map((note) => note.slice('+listMapKey='.length))
  const facts = {
    patchStrategy: tagOf(tag, 'patchStrategy'),
    patchMergeKey: tagOf(tag, 'patchMergeKey'),
    listType: markerValue(notes, 'listType'),
    listMapKeys: listMapKeys.length ? listMapKeys : undefined,
    mapType: markerValue(notes, 'mapType') ?? markerValue(notes, 'structType'),
    default: defaultOf(markerValue(notes, 'default'), constants),
  }
  for (const [fact, value] of Object.entries(facts)) if (value !== undefined) field[fact] = value
  return [inline ? (proto?.find((part) => part.startsWith('name='))?.slice(5) ?? lowerFirst(lastPart(go, '.'))) : jsonName, field]
}

const lowerFirst = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const defaultOf = (text: string | undefined, constants: [string, string, string][]): unknown => {
  const reference = text && /^ref\((\w+)\)$/.exec(text)
  return reference ? constants.find(([name]) => name === reference[1])?.[2] : text && JSON.parse(text)
}

/** Stops when the Go tags and the .proto file disagree: then this script misread one of them. */
const checkAgainstProto = (id: string, fields: Record<string, Field>, message: Message | undefined): void => {
  const numbered = Object.entries(fields).filter(([, { proto }]) => proto !== undefined)
  if (numbered.length !== (message?.size ?? 0))
    throw new Error(`${id}: ${numbered.length} fields in Go, ${message?.size} in .proto`)
  for (const [key, { proto, type }] of numbered) {
    const wire = message?.get(proto ?? 0)
    const base = types[type]?.is ?? type
    const repeated = base.startsWith('[]') && !types[type]?.wrapped
    const same =
      wire?.name.toLowerCase() === key.toLowerCase() &&
      (!BASIC.has(base) || wire.type === (base === 'float64' ? 'double' : base)) &&
      wire.repeated === repeated
    if (!same) throw new Error(`${id}.${key}: Go says ${type} = ${proto}, .proto says ${JSON.stringify(wire)}`)
  }
}

const kinds: Record<string, string> = {}
for (const [folder, names] of Object.entries(KINDS)) {
  const [, group = ''] = groups(/GroupName = "([^"]*)"/, read(join(folder, 'register.go'))) ?? []
  for (const name of names.flatMap((each) => (loadPackage(folder).types.has(`${each}List`) ? [each, `${each}List`] : [each]))) {
    kinds[`${group}/${lastPart(folder, '/')}/${name}`] = addType(folder, name)
  }
}

const lines = (of: Record<string, unknown>) =>
  Object.keys(of)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${JSON.stringify(of[key])}`)
    .join(',\n')
const text = `{"kinds":{\n${lines(kinds)}\n},"types":{\n${lines(types)}\n}}`
if (/[`\\$]/.test(text)) throw new Error('the table would need escaping')
writeFileSync(
  process.argv[3] ?? new URL('../domain/kube/__generated__/schema.ts', import.meta.url),
  `// Generated by scripts/generate-kube-schema.ts from the public Kubernetes Go types; do not edit.
/** Interface facts of Kubernetes kinds as JSON text; domain/kube/schema/table.ts reads it. */
export const schemaText = \`${text}\`
`,
)
console.log(`${Object.keys(kinds).length} kinds, ${Object.keys(types).length} types, ${Math.round(text.length / 1000)} kB`)
