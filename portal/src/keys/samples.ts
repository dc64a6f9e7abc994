/** The dataset that a code sample reads, and the key it uses: a secret or a placeholder. */
export type SampleTarget = { readonly origin: string; readonly dataset: string; readonly key: string };

const urlOf = ({ origin, dataset }: SampleTarget) => `${origin}/data/${dataset}?limit=3`;

/** The first read, ready to paste, by the tool or language it is for. */
export const samples = {
  curl: (target: SampleTarget) => `curl -H "Authorization: Bearer ${target.key}" \\
  "${urlOf(target)}"`,
  typescript: (target: SampleTarget) => `const response = await fetch("${urlOf(target)}", {
  headers: { Authorization: "Bearer ${target.key}" },
});
const { data } = await response.json();
console.log(data);`,
  python: (target: SampleTarget) => `import json, urllib.request

request = urllib.request.Request(
    "${urlOf(target)}",
    headers={"Authorization": "Bearer ${target.key}"},
)
print(json.load(urllib.request.urlopen(request))["data"])`,
};

/** The tool or language of a code sample. */
export type SampleName = keyof typeof samples;
