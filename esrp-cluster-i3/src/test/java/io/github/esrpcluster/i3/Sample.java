package io.github.esrpcluster.i3;

/** A good body of each kind and form, with every member it may have. */
enum Sample {
  SERVICE_STATE(
      """
      {"service":{"name":"ESRP","domain":"esrp.state.pa.us","serviceId":"esrp.state.pa.us"},
      "serviceState":{"state":"Overloaded","reason":"busy"},
      "securityPosture":{"posture":"Green","reason":"calm"}}\
      """),
  SERVICE_STATE_OF_THE_TEXT(
      """
      {"service":"sip:esrp.state.pa.us","name":"ESRP","domain":"esrp.state.pa.us",
      "serviceId":"esrp.state.pa.us","serviceState":{"state":"Overloaded","reason":"busy"},
      "securityPosture":{"posture":"Green","reason":"calm"}}\
      """),
  SERVICE_STATE_OF_OLD(
      """
      {"service":"sip:esrp.state.pa.us","name":"ESRP","serviceId":"esrp.state.pa.us",
      "state":"Overloaded","reason":"busy"}\
      """),
  SERVICE_STATE_OF_A_CAPTURE(
      """
      {"service":"sip:service@state.pa.us","name":"ESRP","serviceId":"x",
      "serviceState":"Active","state":"Overloaded","reason":"busy"}\
      """),
  ELEMENT_STATE(
      """
      {"elementId":"esrp1.state.pa.us","state":"Normal","reason":"x"}\
      """),
  ELEMENT_STATE_WRAPPED(
      """
      {"elementState":{"elementDomain":"esrp1.state.pa.us","state":"Normal","reason":"x"}}\
      """),
  QUEUE_STATE(
      """
      {"queueUri":"sip:q1@esrp.state.pa.us","queueLength":3,"queueMaxLength":10,"state":"Active"}\
      """),
  QUEUE_STATE_WRAPPED(
      """
      {"queueState":{"queueUri":"sip:q1@esrp.state.pa.us","queueLength":3,"queueMaxLength":10,
      "state":"Active"}}\
      """),
  DEQUEUE_REGISTRATION(
      """
      {"queueUri":"sip:q1@esrp.state.pa.us","dequeuerUri":"sip:psap1.state.pa.us",
      "expirationTime":60,"dequeuePreference":4}\
      """),
  DEQUEUE_ANSWER(
      """
      {"expirationTime":60}\
      """),
  ELEMENT_LOG_EVENT(
      """
      {"logEventType":"ElementStateChangeLogEvent","timestamp":"2020-03-10T11:00:01.250-05:00",
      "elementId":"esrp1.state.pa.us","agencyId":"state.pa.us","clientAssignedIdentifier":"1",
      "agencyAgentId":"tom.jones","agencyPositionId":"7","callId":"c","incidentId":"i",
      "callIdSip":"s","ipAddressPort":"10.0.0.1:5061","notificationContents":"{}",
      "StateChangeNotificationContents":"Down","affectedElementId":"esrp2.state.pa.us",
      "direction":"incoming"}\
      """),
  SERVICE_LOG_EVENT(
      """
      {"logEventType":"ServiceStateChangeLogEvent","timestamp":"2020-03-10T11:00:01.250-05:00",
      "elementId":"esrp1.state.pa.us","agencyId":"state.pa.us","newState":"Down",
      "affectedServiceIdentifier":"esrp.state.pa.us","newSecurityPosture":"Red",
      "direction":"outgoing"}\
      """),
  QUEUE_LOG_EVENT(
      """
      {"logEventType":"QueueStateChangeLogEvent","timestamp":"2020-03-10T11:00:01.250-05:00",
      "elementId":"esrp1.state.pa.us","agencyId":"state.pa.us","notificationContents":"{}",
      "queueId":"q1","direction":"outgoing"}\
      """),
  SUBSCRIBE_LOG_EVENT(
      """
      {"logEventType":"SubscribeLogEvent","timestamp":"2020-03-10T11:00:01.250-05:00",
      "elementId":"esrp1.state.pa.us","agencyId":"state.pa.us","package":"QueueState",
      "peer":"psap.state.pa.us","parameter":[{"type":"min-rate","value":"1"}],"expiration":60,
      "response":"200","purpose":"initial","direction":"incoming","subscriptionId":"s1"}\
      """),
  KEEP_ALIVE_LOG_EVENT(
      """
      {"logEventType":"KeepAliveFailureLogEvent","timestamp":"2020-03-10T11:00:01.250-05:00",
      "elementId":"esrp1.state.pa.us","agencyId":"state.pa.us","responseStatus":"TimeOut"}\
      """);

  final String json;

  Sample(String json) {
    this.json = json;
  }

  private JsonForm<?> form() {
    return form(I3Json.standard());
  }

  private JsonForm<?> form(I3Json forms) {
    return switch (this) {
      case SERVICE_STATE,
          SERVICE_STATE_OF_THE_TEXT,
          SERVICE_STATE_OF_OLD,
          SERVICE_STATE_OF_A_CAPTURE ->
          forms.serviceState();
      case ELEMENT_STATE, ELEMENT_STATE_WRAPPED -> forms.elementState();
      case QUEUE_STATE, QUEUE_STATE_WRAPPED -> forms.queueState();
      case DEQUEUE_REGISTRATION -> forms.dequeueRegistration();
      case DEQUEUE_ANSWER -> forms.dequeueAnswer();
      case ELEMENT_LOG_EVENT,
          SERVICE_LOG_EVENT,
          QUEUE_LOG_EVENT,
          SUBSCRIBE_LOG_EVENT,
          KEEP_ALIVE_LOG_EVENT ->
          forms.logEvent();
    };
  }

  /** Reads a text as this kind of body. */
  Object read(String text) {
    return form().read(text);
  }

  /** Reads a text as this kind of body, without tolerance for empty members. */
  Object readStrictly(String text) {
    return form(I3Json.standard().strict()).read(text);
  }

  /** Reads bytes as this kind of body. */
  Object read(byte[] utf8) {
    return form().read(utf8);
  }

  /** Reads a text, writes what came of it, and reads that. */
  Object readWrittenAgain(String text) {
    return again(form(), text);
  }

  private static <T> T again(JsonForm<T> form, String text) {
    return form.read(form.write(form.read(text)));
  }

  /** This body with something put before its first member. */
  String beginningWith(String member) {
    return "{" + member + "," + json.substring(1);
  }
}
