<#list dependencyMap as entry>
<#if entry.key.groupId != "io.github.esrpcluster">
| `${entry.key.groupId}:${entry.key.artifactId}` | ${entry.key.version} | ${entry.value?join(", ")} |
</#if>
</#list>
