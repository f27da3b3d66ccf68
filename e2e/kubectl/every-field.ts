/** A pod that uses every part of a pod's spec that a vSphere Pod can have, named `every-field`; it runs where `every-field-objects` are. */
export const everyFieldPod = `apiVersion: v1
kind: Pod
metadata:
  name: every-field
  labels: {app: every-field}
  annotations: {note: all of it}
spec:
  serviceAccountName: worker
  automountServiceAccountToken: false
  restartPolicy: Always
  terminationGracePeriodSeconds: 1
  activeDeadlineSeconds: 3600
  dnsPolicy: None
  dnsConfig: {nameservers: [10.0.0.1], searches: [lab.local], options: [{name: ndots}]}
  hostname: every
  subdomain: field
  hostAliases: [{ip: 10.0.0.9, hostnames: [nine]}]
  setHostnameAsFQDN: true
  shareProcessNamespace: true
  enableServiceLinks: false
  nodeSelector: {kubernetes.io/os: linux}
  schedulerName: default-scheduler
  priorityClassName: ""
  preemptionPolicy: Never
  overhead: {memory: 90Mi}
  readinessGates: [{conditionType: example.com/open}]
  securityContext:
    runAsUser: 1000
    fsGroup: 2000
    seccompProfile: {type: Localhost, localhostProfile: profiles/pod.json}
  tolerations:
  - {key: a, operator: Exists, effect: NoExecute}
  - {key: b, value: c, effect: NoSchedule}
  affinity:
    nodeAffinity:
      requiredDuringSchedulingIgnoredDuringExecution:
        nodeSelectorTerms: [{matchExpressions: [{key: kubernetes.io/arch, operator: In, values: [amd64]}]}]
      preferredDuringSchedulingIgnoredDuringExecution:
      - {weight: 1, preference: {matchExpressions: [{key: zone, operator: Exists}]}}
    podAntiAffinity:
      preferredDuringSchedulingIgnoredDuringExecution:
      - {weight: 1, podAffinityTerm: {topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: every-field}}}}
  topologySpreadConstraints:
  - {maxSkew: 1, topologyKey: kubernetes.io/hostname, whenUnsatisfiable: ScheduleAnyway, labelSelector: {matchLabels: {app: every-field}}}
  initContainers:
  - {name: first, image: "busybox:1.36", command: [sh, -c, "echo first"], workingDir: /tmp}
  - name: proxy
    image: busybox:1.36
    restartPolicy: Always
    startupProbe: {exec: {command: ["true"]}}
  containers:
  - name: main
    image: nginx:1.27
    args: [--verbose]
    workingDir: /srv
    stdin: true
    tty: true
    ports: [{name: http, containerPort: 80}, {name: grpc, containerPort: 9000}, {containerPort: 53, protocol: UDP}]
    resources: {requests: {cpu: 100m, memory: 64Mi}, limits: {cpu: 200m, memory: 128Mi}}
    securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
    lifecycle:
      postStart: {httpGet: {port: http}}
      preStop: {exec: {command: ["true"]}}
    startupProbe: {tcpSocket: {port: http}}
    livenessProbe: {grpc: {port: 9000}}
    readinessProbe: {httpGet: {port: http}, successThreshold: 1}
    volumeMounts:
    - {name: scratch, mountPath: /scratch}
    - {name: settings, mountPath: /settings, readOnly: true}
    - {name: all, mountPath: /all}
    envFrom:
    - {configMapRef: {name: settings}, prefix: CFG_}
    - {secretRef: {name: password}}
    - {configMapRef: {name: absent, optional: true}}
    env:
    - {name: PLAIN, value: text}
    - {name: POD, valueFrom: {fieldRef: {fieldPath: metadata.name}}}
    - {name: CPU, valueFrom: {resourceFieldRef: {resource: limits.cpu}}}
    - {name: MEMORY, valueFrom: {resourceFieldRef: {containerName: main, resource: requests.memory, divisor: 1Mi}}}
    - {name: COLOUR, valueFrom: {configMapKeyRef: {name: settings, key: colour}}}
    - {name: PASSWORD, valueFrom: {secretKeyRef: {name: password, key: word}}}
    - {name: MAYBE, valueFrom: {secretKeyRef: {name: absent, key: word, optional: true}}}
  volumes:
  - {name: nothing}
  - {name: scratch, emptyDir: {medium: Memory, sizeLimit: 1Mi}}
  - {name: settings, configMap: {name: settings, items: [{key: colour, path: colour}]}}
  - {name: password, secret: {secretName: password}}
  - {name: downward, downwardAPI: {items: [{path: name, fieldRef: {fieldPath: metadata.name}}]}}
  - name: all
    projected:
      sources:
      - serviceAccountToken: {path: token}
      - configMap: {name: settings}
      - secret: {name: password}
      - downwardAPI: {items: [{path: cpu, resourceFieldRef: {containerName: main, resource: limits.cpu}}]}
`

/** What the pod refers to, as arguments of kubectl. */
export const everyFieldObjects: string[][] = [
  ['create', 'serviceaccount', 'worker'],
  ['create', 'configmap', 'settings', '--from-literal=colour=blue'],
  ['create', 'secret', 'generic', 'password', '--from-literal=word=12345'],
]

/** Sources that no vSphere Pod can mount, but that a Deployment may name: kubectl follows their pointers. */
export const foreignVolumes = `    - {name: azure, azureDisk: {diskName: d, diskURI: u}}
    - {name: iscsi, iscsi: {targetPortal: 10.0.0.1, iqn: iqn.2026-01.lab.local, lun: 0}}
    - {name: rbd, rbd: {monitors: [10.0.0.1], image: i}}
    - {name: scale, scaleIO: {gateway: gate, system: store, secretRef: {name: login}}}
    - {name: path, hostPath: {path: /}}
    - {name: claim, persistentVolumeClaim: {claimName: c}}
    - {name: own, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}}}
    - {name: nfs, nfs: {server: s, path: /}}
    - {name: csi, csi: {driver: d}}
`
