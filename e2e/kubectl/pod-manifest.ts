/** A small pod as YAML, for `-f -`. */
export const podManifest = (name: string, more: { spec?: string; cpu?: string } = {}): string => `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  labels: {app: ${name}}
spec:
  containers:
  - name: main
    image: nginx:1.27
    resources:
      requests: {cpu: ${more.cpu ?? '100m'}, memory: 64Mi}
${more.spec ?? ''}`

/** A Deployment as YAML, for `-f -`. */
export const deploymentManifest = (name: string, replicas: number, image = 'nginx:1.27'): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
  labels: {app: ${name}}
spec:
  replicas: ${replicas}
  selector:
    matchLabels: {app: ${name}}
  template:
    metadata:
      labels: {app: ${name}}
    spec:
      containers:
      - name: main
        image: ${image}
        resources:
          requests: {cpu: 50m, memory: 32Mi}
`
